/** What the collector knows: the generators, and the newest state of everything they tell. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.analytics.collector.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
