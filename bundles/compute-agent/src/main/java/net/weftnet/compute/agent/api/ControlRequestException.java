package net.weftnet.compute.agent.api;

/** A control node has no answer, or there is none to ask. */
public final class ControlRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** No control node answered. */
    public static final int UNANSWERED = -1;

    private final int code;

    public ControlRequestException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** {@return the code of the response, as of DNS, or {@link #UNANSWERED}} */
    public int code() {
        return code;
    }
}
