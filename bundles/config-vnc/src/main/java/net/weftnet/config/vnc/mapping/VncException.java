package net.weftnet.config.vnc.mapping;

/** A refusal, with the status and the text that the client gets. */
public final class VncException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** A refusal with a status of HTTP. */
    public VncException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** {@return a refusal of what makes no sense} */
    public static VncException badRequest(String message) {
        return new VncException(400, message);
    }

    /** {@return a refusal of what names nothing} */
    public static VncException notFound(String message) {
        return new VncException(404, message);
    }

    /** {@return a refusal of what does not go together with what is there} */
    public static VncException conflict(String message) {
        return new VncException(409, message);
    }

    /** {@return the status of the reply} */
    public int status() {
        return status;
    }

    /** {@return the text of the reply} */
    public String text() {
        return String.valueOf(getMessage());
    }
}
