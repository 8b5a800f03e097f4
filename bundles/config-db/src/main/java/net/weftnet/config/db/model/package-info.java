/** The YANG modules of the datastore, parsed. */
@NullMarked
package net.weftnet.config.db.model;

import org.jspecify.annotations.NullMarked;
