/**
 * What a process of the platform says about itself: its operational state as UVEs, and its log messages. Both go to the
 * analytics collector in the Sandesh protocol.
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.sandesh.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
