/** The configuration datastore: what other bundles read, change and follow, and what its schema says about objects. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.config.db.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
