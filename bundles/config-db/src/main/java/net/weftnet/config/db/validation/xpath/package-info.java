/** XPath 1.0 as YANG 1.1 uses it (RFC 7950 sections 6.4 and 10), over the tree of the configuration. */
@NullMarked
package net.weftnet.config.db.validation.xpath;

import org.jspecify.annotations.NullMarked;
