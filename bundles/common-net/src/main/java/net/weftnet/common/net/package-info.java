/** Values of the network: addresses, prefixes, MAC addresses, route distinguishers and targets, encapsulations. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.net;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
