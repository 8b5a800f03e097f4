/** The vRouter agent as other bundles may use it: plugging workload ports, and seeing what became of them. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.compute.agent.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
