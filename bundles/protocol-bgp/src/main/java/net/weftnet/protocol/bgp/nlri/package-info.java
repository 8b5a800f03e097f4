/** Network layer reachability information of every address family. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.protocol.bgp.nlri;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
