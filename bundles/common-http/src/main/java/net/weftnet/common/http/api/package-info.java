/** How a bundle answers HTTP: it publishes a route and gets calls. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.http.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
