/** Numbers that the compiled state needs: which are needed, and giving out those that are missing by a commit. */
@NullMarked
package net.weftnet.config.transformer.numbers;

import org.jspecify.annotations.NullMarked;
