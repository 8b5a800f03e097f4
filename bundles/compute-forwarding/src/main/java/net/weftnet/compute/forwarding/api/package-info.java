/** The forwarding plane as the agent sees it: four tables, attached interfaces and counters. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.compute.forwarding.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
