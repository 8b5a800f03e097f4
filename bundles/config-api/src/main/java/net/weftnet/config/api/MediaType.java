package net.weftnet.config.api;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The media types of RFC 8040 section 11.3 and RFC 8072 section 4.2, and the plain ones people type. */
enum MediaType {
    YANG_DATA_JSON("application/yang-data+json", Encoding.JSON),
    YANG_DATA_XML("application/yang-data+xml", Encoding.XML),
    PLAIN_JSON("application/json", Encoding.JSON),
    PLAIN_XML("application/xml", Encoding.XML),
    /** A whole list in XML (draft-ietf-netconf-list-pagination-rc); no request has it. */
    YANG_DATA_XML_LIST("application/yang-data+xml-list", Encoding.XML),
    YANG_PATCH_JSON("application/yang-patch+json", Encoding.JSON),
    YANG_PATCH_XML("application/yang-patch+xml", Encoding.XML);

    /** The types that data and errors are sent in, the server's preference first. */
    static final List<MediaType> DATA = List.of(YANG_DATA_JSON, YANG_DATA_XML, PLAIN_JSON, PLAIN_XML);

    /** The types that a whole list is sent in. */
    static final List<MediaType> LISTS =
            List.of(YANG_DATA_JSON, YANG_DATA_XML_LIST, YANG_DATA_XML, PLAIN_JSON, PLAIN_XML);

    /** What a PATCH may be: a plain patch (RFC 8040 section 4.6) or a YANG Patch (RFC 8072). */
    private static final List<MediaType> PATCH = Stream.concat(
                    DATA.stream(), Stream.of(YANG_PATCH_JSON, YANG_PATCH_XML))
            .toList();

    /** {@link #PATCH} as a header has it. */
    static final String ACCEPT_PATCH = PATCH.stream().map(MediaType::toString).collect(Collectors.joining(", "));

    private final String text;
    private final Encoding encoding;

    MediaType(String text, Encoding encoding) {
        this.text = text;
        this.encoding = encoding;
    }

    /** {@return the type a {@code Content-Type} header names, whatever its parameters} */
    static Optional<MediaType> ofContentType(String header) {
        var name = header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return PATCH.stream().filter(type -> type.text.equals(name)).findFirst();
    }

    /** {@return the type that data in this encoding is sent in} */
    static MediaType ofData(Encoding encoding) {
        return encoding == Encoding.JSON ? YANG_DATA_JSON : YANG_DATA_XML;
    }

    Encoding encoding() {
        return encoding;
    }

    boolean isYangPatch() {
        return this == YANG_PATCH_JSON || this == YANG_PATCH_XML;
    }

    @Override
    public String toString() {
        return text;
    }
}
