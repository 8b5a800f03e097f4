/** What the system provides and checks beyond what the YANG modules say. */
@NullMarked
package net.weftnet.config.db.rules;

import org.jspecify.annotations.NullMarked;
