/** Tables in Cassandra, shared by all nodes that name the same servers. */
@NullMarked
package net.weftnet.storage.cassandra;

import org.jspecify.annotations.NullMarked;
