/** The agents that are, or were, peers of this control node. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.control.xmpp.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
