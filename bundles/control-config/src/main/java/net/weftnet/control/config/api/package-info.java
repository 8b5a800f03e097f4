/** The control node's view of the configuration: each agent's part of the graph, and the routing instances of the RIB. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.control.config.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
