package net.weftnet.config.ifmap.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.weftnet.protocol.ifmap.RevisionMarker;
import net.weftnet.protocol.ifmap.SearchResult.Kind;
import net.weftnet.protocol.ifmap.Subject;

/**
 * What a search had to tell lately, batch by batch; what is too long ago is forgotten. All subscribers of the search share
 * it: each only knows a position, up to which it was told, so that a slow one costs nothing.
 *
 * <pre>
 *   forgotten │ batch │ batch │ batch
 *             0       3       7       9 = end        positions count news
 * </pre>
 */
final class Journal {
    private final int bound;
    private final Deque<Chapter> chapters = new ArrayDeque<>();
    private long end;

    /** One metadata element that is new or gone, or passes by. */
    record News(Kind kind, Subject subject, Published metadata) {}

    private record Chapter(long start, List<News> news, Optional<RevisionMarker> revision) {}

    /** @param bound news that are kept, at most */
    Journal(int bound) {
        this.bound = bound;
    }

    /** {@return the position after the newest batch} */
    long end() {
        return end;
    }

    /** Adds a batch. */
    void add(List<News> news, Optional<RevisionMarker> revision) {
        if (!news.isEmpty()) {
            chapters.add(new Chapter(end, List.copyOf(news), revision));
            end += news.size();
            while (!chapters.isEmpty() && end - chapters.getFirst().start() > bound) {
                chapters.removeFirst();
            }
        }
    }

    /** Begins anew: nothing was told that could be gone on from. */
    void restart() {
        chapters.clear();
        end++;
    }

    /** {@return whether all news since a position are still here} */
    boolean reaches(long position) {
        return position == end || !chapters.isEmpty() && chapters.getFirst().start() <= position;
    }

    /**
     * {@return where to go on for one who has a revision}: before the batch that led to it, so that there is always
     * something to tell, and what it has already is told once more.
     */
    OptionalLong position(RevisionMarker revision) {
        var newestFirst = chapters.descendingIterator();
        while (newestFirst.hasNext()) {
            var chapter = newestFirst.next();
            if (chapter.revision().equals(Optional.of(revision))) {
                return OptionalLong.of(chapter.start());
            }
        }
        return OptionalLong.empty();
    }

    /** {@return the news since a position}, which is one between batches, as far as they are still here. */
    List<News> since(long position) {
        var since = new ArrayDeque<Chapter>();
        var newestFirst = chapters.descendingIterator();
        while (newestFirst.hasNext()) {
            var chapter = newestFirst.next();
            if (chapter.start() < position) {
                break;
            }
            since.addFirst(chapter);
        }
        var news = new ArrayList<News>();
        since.forEach(chapter -> news.addAll(chapter.news()));
        return news;
    }
}
