/**
 * XML for the protocols that speak it (IF-MAP, XMPP, Sandesh): a small immutable element tree, its writer, and a reader
 * that knows neither DTD nor entities and keeps to explicit limits.
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.xml;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
