/** What other bundles add to the API: implementations of the operations that modules define. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.config.api.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
