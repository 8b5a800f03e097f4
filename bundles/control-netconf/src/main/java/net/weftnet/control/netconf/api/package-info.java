/** The gateway routers that this control node configures, and how it stands with them. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.control.netconf.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
