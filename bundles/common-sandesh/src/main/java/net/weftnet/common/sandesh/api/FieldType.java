package net.weftnet.common.sandesh.api;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The types of Sandesh's description language, with the word each is called on the wire. */
public enum FieldType {
    BOOL("bool", Kind.BOOL, 0),
    BYTE("byte", Kind.SIGNED, 8),
    I16("i16", Kind.SIGNED, 16),
    I32("i32", Kind.SIGNED, 32),
    I64("i64", Kind.SIGNED, 64),
    U16("u16", Kind.UNSIGNED, 16),
    U32("u32", Kind.UNSIGNED, 32),
    U64("u64", Kind.UNSIGNED, 64),
    /** An IPv4 address as a number. */
    IPV4("ipv4", Kind.UNSIGNED, 32),
    /** An IPv4 or IPv6 address as text. */
    IPADDR("ipaddr", Kind.TEXT, 0),
    DOUBLE("double", Kind.REAL, 0),
    STRING("string", Kind.TEXT, 0),
    /** A document inside the document; a CDATA section on the wire. */
    XML("xml", Kind.TEXT, 0),
    UUID("uuid_t", Kind.TEXT, 0),
    STRUCT("struct", Kind.COMPOSED, 0),
    LIST("list", Kind.COMPOSED, 0),
    SET("set", Kind.COMPOSED, 0),
    MAP("map", Kind.COMPOSED, 0);

    private enum Kind {
        BOOL,
        SIGNED,
        UNSIGNED,
        REAL,
        TEXT,
        COMPOSED
    }

    /** A decimal number of 64 bits has at most 20 characters, sign included. */
    private static final int LONGEST_INTEGER = 20;

    /** What the C library of the original writes for a double that is no number. */
    private static final Set<String> NOT_NUMBERS = Set.of("nan", "-nan", "inf", "-inf");

    private static final Map<String, FieldType> BY_WIRE_NAME = new HashMap<>();

    static {
        for (var type : values()) {
            BY_WIRE_NAME.put(type.wireName, type);
        }
    }

    private final String wireName;
    private final Kind kind;
    private final int bits;

    FieldType(String wireName, Kind kind, int bits) {
        this.wireName = wireName;
        this.kind = kind;
        this.bits = bits;
    }

    /** {@return the type of this name on the wire} */
    public static Optional<FieldType> ofWireName(String wireName) {
        return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
    }

    /** {@return the word for it on the wire, for example {@code uuid_t}} */
    public String wireName() {
        return wireName;
    }

    /** {@return whether a value of it is one piece of text} */
    public boolean isScalar() {
        return kind != Kind.COMPOSED;
    }

    /** {@return whether a value of it is an integer} */
    public boolean isInteger() {
        return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
    }

    /** {@return whether the text is a value of this type as it is written on the wire} */
    public boolean accepts(String text) {
        return switch (kind) {
            case BOOL -> text.equals("true") || text.equals("false");
            case SIGNED, UNSIGNED -> isInteger(text);
            case REAL -> NOT_NUMBERS.contains(text) || isReal(text);
            case TEXT -> true;
            case COMPOSED -> false;
        };
    }

    private boolean isInteger(String text) {
        if (text.length() > LONGEST_INTEGER) {
            return false;
        }
        try {
            var number = new BigInteger(text);
            return kind == Kind.SIGNED ? number.bitLength() < bits : number.signum() >= 0 && number.bitLength() <= bits;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isReal(String text) {
        try {
            return Double.isFinite(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
