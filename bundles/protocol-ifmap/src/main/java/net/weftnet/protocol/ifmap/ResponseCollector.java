package net.weftnet.protocol.ifmap;

import java.util.ArrayList;
import java.util.List;
import net.weftnet.common.xml.XmlException;

/** Puts the pieces of a response together. */
record ResponseCollector(ResponseReader reader) {

    IfmapResponse collect() throws XmlException, IfmapException {
        var response = first(reader.next());
        if (!(reader.next() instanceof ResponseEvent.End)) {
            throw new IfmapException(ErrorCode.FAILURE, "More than one response in a message");
        }
        return response;
    }

    private IfmapResponse first(ResponseEvent event) throws XmlException, IfmapException {
        return switch (event) {
            case ResponseEvent.Plain(var response) -> response;
            case ResponseEvent.ResultStart(var kind, var name) ->
                new IfmapResponse.SearchReceived(new SearchResult(kind, name, items()));
            case ResponseEvent.PollStart() -> poll();
            case ResponseEvent.Item _, ResponseEvent.ResultEnd _, ResponseEvent.Failed _, ResponseEvent.End _ ->
                throw new IfmapException(ErrorCode.FAILURE, "An empty response");
        };
    }

    private IfmapResponse poll() throws XmlException, IfmapException {
        var results = new ArrayList<PollItem>();
        // The end of the poll result is the end of the response, which may be read again.
        while (true) {
            switch (reader.next()) {
                case ResponseEvent.ResultStart(var kind, var name) ->
                    results.add(new SearchResult(kind, name, items()));
                case ResponseEvent.Failed(var error) -> results.add(error);
                case ResponseEvent.End() -> {
                    return new IfmapResponse.PollResult(results);
                }
                case ResponseEvent.Plain _,
                        ResponseEvent.PollStart _,
                        ResponseEvent.Item _,
                        ResponseEvent.ResultEnd _ -> throw new IfmapException(ErrorCode.FAILURE, "Not a poll result");
            }
        }
    }

    private List<ResultItem> items() throws XmlException, IfmapException {
        var items = new ArrayList<ResultItem>();
        while (reader.next() instanceof ResponseEvent.Item(var item)) {
            items.add(item);
        }
        return items;
    }
}
