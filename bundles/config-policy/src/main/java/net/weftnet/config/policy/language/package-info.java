/** The policy language: its text, its rules as values, and the way from one to the other and back. Knows nothing of YANG. */
@NullMarked
package net.weftnet.config.policy.language;

import org.jspecify.annotations.NullMarked;
