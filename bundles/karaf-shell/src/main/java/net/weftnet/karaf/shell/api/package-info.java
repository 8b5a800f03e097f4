/** What a shell command prints: a table that fits the screen, or the same as JSON. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.karaf.shell.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
