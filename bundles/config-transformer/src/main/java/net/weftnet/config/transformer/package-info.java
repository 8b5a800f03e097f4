/** The schema transformer: follows the datastore and keeps the graph and the compiled state of its newest revision. */
@NullMarked
package net.weftnet.config.transformer;

import org.jspecify.annotations.NullMarked;
