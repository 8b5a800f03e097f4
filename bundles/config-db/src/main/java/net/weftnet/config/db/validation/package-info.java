/** What the statements of the modules ask of the data: must, when, unique and types, checked where a change can matter. */
@NullMarked
package net.weftnet.config.db.validation;

import org.jspecify.annotations.NullMarked;
