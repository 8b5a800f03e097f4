/** Tests of what no single bundle can promise. */
@NullMarked
package net.weftnet.itests;

import org.jspecify.annotations.NullMarked;
