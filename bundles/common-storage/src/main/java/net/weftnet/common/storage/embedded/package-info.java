/** The three services of storage inside one process: files that are synchronised before an answer, and no network. */
@NullMarked
package net.weftnet.common.storage.embedded;

import org.jspecify.annotations.NullMarked;
