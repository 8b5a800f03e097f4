/** Cutting pieces out of YANG data. */
@NullMarked
package net.weftnet.config.access.tree;

import org.jspecify.annotations.NullMarked;
