package net.weftnet.common.sandesh.api.wire;

/** {@code <sandesh length="0000000452">…</sandesh>}: ten decimal digits count the octets of the whole, both tags included. */
final class Frames {
    static final String OPEN_START = "<sandesh length=\"";
    static final int DIGITS = 10;
    static final String OPEN_END = "\">";
    static final int OPEN_LENGTH = OPEN_START.length() + DIGITS + OPEN_END.length();
    static final String CLOSE = "</sandesh>";
    static final int SHORTEST = OPEN_LENGTH + CLOSE.length();

    private Frames() {}
}
