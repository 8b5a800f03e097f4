/**
 * What the planes keep their state in: a durable table store, a bus for hints, and coordination. The distributed
 * implementations (Cassandra, Redis, ZooKeeper) and the embedded ones offer the same three services.
 */
@Export
@Version("1.0.0")
@NullMarked
package net.weftnet.common.storage.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
