/** The routes of this control node: what peers bring in, and what they are told. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.control.rib.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
