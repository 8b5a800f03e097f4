/** Registers and unique numbers that all nodes agree on, in ZooKeeper. */
@NullMarked
package net.weftnet.storage.zookeeper;

import org.jspecify.annotations.NullMarked;
