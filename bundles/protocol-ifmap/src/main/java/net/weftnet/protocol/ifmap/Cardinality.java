package net.weftnet.protocol.ifmap;

/** How many metadata elements of a type one identifier or link may carry (IF-MAP 2.0 section 3.3.1). */
public enum Cardinality {
    SINGLE_VALUE("singleValue"),
    MULTI_VALUE("multiValue");

    private final String wireName;

    Cardinality(String wireName) {
        this.wireName = wireName;
    }

    /** {@return the value of the {@code ifmap-cardinality} attribute} */
    public String wireName() {
        return wireName;
    }

    static Cardinality ofWireName(String wireName) throws IfmapException {
        for (var cardinality : values()) {
            if (cardinality.wireName.equals(wireName)) {
                return cardinality;
            }
        }
        throw new IfmapException(ErrorCode.INVALID_METADATA, "No such ifmap-cardinality: '" + wireName + "'");
    }
}
