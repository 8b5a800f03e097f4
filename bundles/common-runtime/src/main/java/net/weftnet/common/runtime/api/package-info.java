/** What every part of a node builds on: who the node is, owner threads, back-off, health, TLS identity, secrets. */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.runtime.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
