"""A person at a browser: clicks and types by what the screen says."""

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Request, Response, expect


class Desk:
    """One person's browser, which notes every error, foreign request and sideways scrolling."""

    def __init__(
        self,
        chromium: Browser,
        url: str,
        login: str,
        pictures: Path,
        *,
        width: int,
        scripts: bool = True,
    ) -> None:
        self.url, self.login, self.width = url, login, width
        self.faults: list[str] = []
        self._pictures = pictures
        self._expected: set[int] = set()
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="zh-CN",
            accept_downloads=True,
            java_script_enabled=scripts,
        )
        self.page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("request", self._watch)
        self.page.on("response", self._answered)
        self.page.on("pageerror", lambda error: self.faults.append(f"{login}: {error}"))

    def sign_in(self, password: str) -> None:
        """Sign in through the page."""
        self.go("/sign-in")
        self.page.get_by_label("登录名").fill(self.login)
        self.page.get_by_label("密码", exact=False).fill(password)
        self.press("登录")
        expect(self.page).not_to_have_url(f"{self.url}/sign-in")

    def go(self, path: str) -> None:
        """Open a page of the program."""
        self.page.goto(self.url + path)
        self.page.wait_for_load_state("networkidle")

    def press(self, word: str, *, within: Locator | None = None) -> None:
        """Press a button or link by its word and wait until the page has settled."""
        place = within or self.page.locator("body")
        found = place.get_by_role("button", name=word).or_(place.get_by_role("link", name=word))
        found.filter(visible=True).first.click()
        self.page.wait_for_load_state("networkidle")

    @property
    def form(self) -> Locator:
        """Answer the form of a step, in its dialog or on its page."""
        return self.page.locator("form#step")

    def fill(self, label: str, value: str) -> None:
        """Type into a field of the step's form by its label."""
        self.form.get_by_label(label, exact=False).first.fill(value)

    def choose(self, label: str, words: str) -> None:
        """Choose from a list of the step's form by label."""
        field = self.form.get_by_label(label, exact=False).first
        option = field.locator("option", has_text=words).first
        field.select_option(value=option.get_attribute("value"))

    def send(self) -> None:
        """Send the step's form and wait for the task's page."""
        self.form.locator(".form-foot button[type=submit]").click()
        expect(self.form).to_have_count(0)
        self.page.wait_for_load_state("networkidle")

    def sees(self, words: str) -> None:
        """Expect words on the page."""
        expect(self.page.locator("main")).to_contain_text(words)

    def picture(self, name: str) -> None:
        """Take a picture of the page and see that it does not scroll sideways."""
        path = self._pictures / f"{name}-{self.width}.png"
        self.page.screenshot(path=str(path), full_page=True)
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        if wide > self.width:
            self.faults.append(f"{name} is {wide} px wide at {self.width}")

    def expect_status(self, status: int) -> None:
        """Let one kind of refusal happen without counting it as a fault."""
        self._expected.add(status)

    def _hear(self, message: ConsoleMessage) -> None:
        refused = any(str(status) in message.text for status in self._expected)
        if message.type == "error" and not refused:
            self.faults.append(f"{self.login}: {message.text} at {self.page.url}")

    def _watch(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and not request.url.startswith(self.url):
            self.faults.append(f"{self.login}: asked {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.faults.append(f"{self.login}: {response.status} for {response.url}")
