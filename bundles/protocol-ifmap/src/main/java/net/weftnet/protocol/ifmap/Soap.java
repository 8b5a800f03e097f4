package net.weftnet.protocol.ifmap;

/** The SOAP 1.2 envelope around every message. */
final class Soap {
    static final String OPEN = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope xmlns:soap=\""
            + IfmapNames.SOAP + "\"><soap:Body>";
    static final String CLOSE = "</soap:Body></soap:Envelope>";

    private Soap() {}
}
