package serai.console;

import org.openqa.selenium.Keys;
import serai.testkit.browser.Browser;

import java.util.List;
import java.util.Map;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a browser has to do for a page while somebody reads it, scrolls and types, by a processor that is four times as slow as this
 * one. What is asserted is how much the page's own scripts have it draw and, with a large journal (the campaign), for how long they
 * hold it: a build beside which others run can't say that. The machine's other work is only told.
 *
 * @param scripts      of those that took longer than {@value #SCRIPT_MAX_MS} ms, which and how long
 * @param layoutMs     for how long the page's scripts had the browser lay out in their midst, at the longest
 * @param inputMs      how long the page took to handle a key or a movement of the mouse, at the longest
 * @param nodes        what the page is made of
 * @param messages     how many server-sent events came
 * @param addedAtMost  how many elements one of them has exchanged
 * @param longTasks    the browser's tasks of more than 50 ms, those of other work on the machine among them
 * @param longestTask  of these, in milliseconds
 * @param longestFrame how long no picture was drawn, in milliseconds
 */
record Smoothness(List<?> scripts, double layoutMs, double inputMs, long nodes, long messages, long addedAtMost, long longTasks,
        double longestTask, double longestFrame) {

    /** Whether times are asserted, too. */
    private static final boolean TIMED = LargeJournal.RECORDS >= 100_000;
    /** How many pictures of the flow are waited for. */
    static final int MESSAGES = TIMED ? 5 : 2;
    private static final int SLOWER = TIMED ? 4 : 1;
    private static final int SCRIPT_MAX_MS = 200;
    private static final int LAYOUT_MAX_MS = 100;
    private static final int NODES_MAX = 5_000;
    private static final int ADDED_MAX = 250;
    private static final int TRIES = 3;

    private static final String WATCH = """
            window.seen = {scripts: [], layout: 0, input: 0, messages: 0, added: 0, tasks: 0, task: 0, frame: 0};
            const watch = (type, each, more) => new PerformanceObserver(list => list.getEntries().forEach(each))
                .observe({type, buffered: true, ...more});
            watch('longtask', one => { seen.tasks++; seen.task = Math.max(seen.task, one.duration); });
            watch('event', one => seen.input = Math.max(seen.input, one.processingEnd - one.processingStart), {durationThreshold: 16});
            watch('long-animation-frame', frame => frame.scripts.filter(one => one.sourceURL.includes('/assets/')).forEach(one => {
              seen.layout = Math.max(seen.layout, one.forcedStyleAndLayoutDuration);
              if (one.duration > %s) {
                seen.scripts.push(`${one.invoker} of ${one.sourceURL.replace(/.*assets.|[?].*/g, '')}: ${Math.round(one.duration)} ms`);
              }
            }));
            let last = performance.now();
            const frame = () => {
              const now = performance.now();
              seen.frame = Math.max(seen.frame, now - last);
              last = now;
              requestAnimationFrame(frame);
            };
            requestAnimationFrame(frame);
            document.addEventListener('htmx:sseBeforeMessage', () => seen.messages++);
            document.addEventListener('DOMContentLoaded', () => {
              const flow = document.getElementById('flow');
              if (flow) {
                new MutationObserver(changes => seen.added = Math.max(seen.added, changes.flatMap(one => [...one.addedNodes])
                    .filter(one => one.nodeType === 1 && one.isConnected)
                    .reduce((sum, one) => sum + 1 + one.querySelectorAll('*').length, 0))).observe(flow, {childList: true, subtree: true});
              }
            });
            """.formatted(SCRIPT_MAX_MS);

    /** Of a page, in the best of some tries: what comes between may be the machine. */
    static Smoothness of(Browser browser, String page) {
        Object watch = browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH))
                .get("identifier");
        browser.driver().executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", SLOWER));
        try {
            Smoothness seen = once(browser, page);
            for (int i = 1; i < TRIES && !seen.isSmooth(); i++) {
                seen = once(browser, page);
            }
            return seen;
        } finally {
            browser.driver().executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", 1));
            browser.driver().executeCdpCommand("Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", watch));
        }
    }

    private static Smoothness once(Browser browser, String page) {
        browser.open(page);
        browser.press(Keys.chord(Keys.TAB, Keys.TAB, Keys.TAB, Keys.END, Keys.HOME)); // all by one command of the driver's
        if (page.startsWith("/over-time")) {
            chart(browser);
        }
        if (!browser.all("textarea").isEmpty()) {
            browser.find("textarea").sendKeys(" \n ");
            browser.find("#f-learner-firstName").sendKeys("Ada");
        }
        if (!browser.all("#flow").isEmpty()) {
            await().atMost(90, SECONDS).until(() -> number(browser, "messages").longValue() >= MESSAGES);
        }
        return new Smoothness((List<?>) browser.script("return seen.scripts"), number(browser, "layout").doubleValue(),
                number(browser, "input").doubleValue(), ((Number) browser.script("""
                        let count = 0;
                        const walk = document.createTreeWalker(document, NodeFilter.SHOW_ALL);
                        while (walk.nextNode()) count++;
                        return count""")).longValue(),
                number(browser, "messages").longValue(), number(browser, "added").longValue(), number(browser, "tasks").longValue(),
                number(browser, "task").doubleValue(), number(browser, "frame").doubleValue());
    }

    /** Over the charts, a closer look by the mouse, and all again. */
    private static void chart(Browser browser) {
        await().atMost(60, SECONDS).until(() -> browser.all("#charts[data-drawn] canvas").size() == 6);
        List<?> box = (List<?>) browser.script("""
                const box = document.querySelector('.u-over').getBoundingClientRect();
                return [box.x, box.y, box.width, box.height]""");
        double x = at(box, 0);
        double y = at(box, 1) + at(box, 3) / 2;
        for (int i = 1; i < 8; i++) {
            mouse(browser, "mouseMoved", x + at(box, 2) * i / 8, y);
        }
        mouse(browser, "mousePressed", x + at(box, 2) / 4, y);
        mouse(browser, "mouseMoved", x + at(box, 2) / 2, y);
        mouse(browser, "mouseReleased", x + at(box, 2) / 2, y);
        browser.script("document.querySelector('figure').focus()");
        browser.press("0+" + Keys.ARROW_LEFT + "0");
    }

    private static double at(List<?> numbers, int index) {
        return ((Number) numbers.get(index)).doubleValue();
    }

    private static void mouse(Browser browser, String type, double x, double y) {
        browser.driver().executeCdpCommand("Input.dispatchMouseEvent",
                Map.of("type", type, "x", x, "y", y, "button", type.equals("mouseMoved") ? "none" : "left", "clickCount", 1));
    }

    private static Number number(Browser browser, String name) {
        return (Number) browser.script("return seen." + name);
    }

    private boolean isSmooth() {
        return !TIMED || scripts.isEmpty() && layoutMs <= LAYOUT_MAX_MS && inputMs <= SCRIPT_MAX_MS;
    }

    void assertSmooth(String page) {
        if (TIMED) {
            assertThat(scripts).as("scripts of %s that hold the browser for more than %s ms", page, SCRIPT_MAX_MS).isEmpty();
            assertThat(layoutMs).as("milliseconds for which a script of %s has it lay out", page)
                    .isLessThanOrEqualTo(LAYOUT_MAX_MS);
            assertThat(inputMs).as("milliseconds for which %s handles a key", page).isLessThanOrEqualTo(SCRIPT_MAX_MS);
        }
        assertThat(nodes).as("nodes of %s", page).isLessThan(NODES_MAX);
        assertThat(addedAtMost).as("elements that one server-sent event has exchanged on %s", page).isLessThan(ADDED_MAX);
    }
}
