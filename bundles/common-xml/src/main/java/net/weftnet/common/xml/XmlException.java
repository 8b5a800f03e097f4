package net.weftnet.common.xml;

/** Input that is not well-formed XML, uses what is refused (a DTD, entities, mixed content), or passes a limit. */
public final class XmlException extends Exception {
    private static final long serialVersionUID = 1L;

    public XmlException(String message) {
        super(message);
    }

    public XmlException(String message, Throwable cause) {
        super(message, cause);
    }
}
