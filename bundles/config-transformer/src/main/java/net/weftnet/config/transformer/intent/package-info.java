/** The intent as rules read it: objects by name, who refers to them and who mentions them, and their data by local names. */
@NullMarked
package net.weftnet.config.transformer.intent;

import org.jspecify.annotations.NullMarked;
