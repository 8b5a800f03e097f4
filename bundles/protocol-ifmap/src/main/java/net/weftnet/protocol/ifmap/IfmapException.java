package net.weftnet.protocol.ifmap;

/** A request or response that IF-MAP does not allow, or the peer's {@code errorResult}. */
public final class IfmapException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public IfmapException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** {@return what an {@code errorResult} for it says, or said} */
    public ErrorCode code() {
        return code;
    }

    @Override
    public String toString() {
        return code.wireName() + ": " + getMessage();
    }
}
