/** What there is to know about the BGP sessions of this control node. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.control.bgp.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
