/** Where users, roles and rules are kept: beside the configuration, shared by all nodes. */
@NullMarked
package net.weftnet.config.access.store;

import org.jspecify.annotations.NullMarked;
