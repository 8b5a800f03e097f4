/** What callers may see and change: asked by everything that shows or changes configuration for somebody. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.config.access.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
