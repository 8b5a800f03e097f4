/** What analytics remembers: SQL over it, how it is doing, and how it is made to forget. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.analytics.store.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
