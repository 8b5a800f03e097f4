package net.weftnet.config.api;

import java.io.IOException;
import org.opendaylight.yangtools.yang.common.QName;

/** Takes data in the order in which it is sent; there is one for each encoding. Every {@code begin} has its {@code end}. */
interface DataOutput {

    void beginContainer(QName name) throws IOException;

    void endContainer() throws IOException;

    /** Begins a list, of which only entries follow. */
    void beginList(QName name) throws IOException;

    void beginEntry(QName name) throws IOException;

    void endEntry() throws IOException;

    void endList() throws IOException;

    /** Begins a leaf-list, of which only values follow. */
    void beginLeafList(QName name) throws IOException;

    /** @param isTagged whether the client is told that nobody set the value (RFC 6243 section 6) */
    void value(QName name, Object value, boolean isTagged) throws IOException;

    /** @param isTagged what it was for the values */
    void endLeafList(QName name, boolean isTagged) throws IOException;

    /** @param isTagged whether the client is told that nobody set the value */
    void leaf(QName name, Object value, boolean isTagged) throws IOException;
}
