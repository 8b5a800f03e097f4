/** The tree of the newest commit, its index, and the validation of changes on it. */
@NullMarked
package net.weftnet.config.db.view;

import org.jspecify.annotations.NullMarked;
