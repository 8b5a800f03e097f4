/**
 * IF-MAP 2.0 (TCG "TNC IF-MAP Binding for SOAP"): identifiers, metadata, filters, requests and responses, and their
 * codec in SOAP 1.2 for both ends of a session. Plain values and functions: no sockets, threads or services.
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.ifmap;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
