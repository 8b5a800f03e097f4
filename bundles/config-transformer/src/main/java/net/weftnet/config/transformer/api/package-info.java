/** The graph of intent and compiled objects under OpenContrail's names, as a snapshot and as a stream of changes. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.config.transformer.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
