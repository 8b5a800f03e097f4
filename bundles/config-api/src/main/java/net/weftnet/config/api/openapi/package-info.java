/** The description of the API in OpenAPI, written from the modules. */
@NullMarked
package net.weftnet.config.api.openapi;

import org.jspecify.annotations.NullMarked;
