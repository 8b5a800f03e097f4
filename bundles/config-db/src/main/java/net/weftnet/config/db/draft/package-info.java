/** Drafts, and changes that wait to be confirmed. */
@NullMarked
package net.weftnet.config.db.draft;

import org.jspecify.annotations.NullMarked;
