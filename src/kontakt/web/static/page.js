"use strict";
// Shows the desk: a terminal, its size, its connection, and one sentence when something is wrong.
(() => {
  const texts = JSON.parse(document.getElementById("texts").textContent);
  const message = document.getElementById("message");
  const sentence = document.getElementById("sentence");
  const again = document.getElementById("again");
  const said = document.getElementById("said");
  const PIECE = 32 * 1024; // of what is sent at once, in characters
  const RETRY_SECONDS = [0.5, 1, 2, 4, 8];

  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(18)), (b) => b.toString(16).padStart(2, "0")).join("");
  const page = newId(); // this loading of the page
  let tab = sessionStorage.getItem("tab") || newId(); // the tab, also after it is loaded anew
  sessionStorage.setItem("tab", tab);

  const terminal = new Terminal({
    fontFamily: "kontakt, monospace",
    fontSize: 15,
    cursorBlink: false,
    scrollback: 0,
    allowProposedApi: false,
    theme: { background: "#101418" },
  });
  const fit = new FitAddon.FitAddon();
  terminal.loadAddon(fit);

  let socket = null;
  let tries = 0;
  let over = false; // nothing is to be tried again by itself
  let timer = 0;

  const connectAgain = () => { tries = 0; show("", false); connect(); };
  const show = (text, withButton, label = texts.again, act = connectAgain) => {
    sentence.textContent = text;
    again.hidden = !withButton;
    again.textContent = label;
    again.onclick = act;
    message.hidden = !text;
    if (text && withButton) again.focus();
  };
  const tell = (what) => socket && socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(what));
  const encoder = new TextEncoder();
  const type = (text) => {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    for (let at = 0; at < text.length; ) {
      let end = Math.min(at + PIECE, text.length);
      if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1])) end -= 1; // both halves of a sign together
      socket.send(encoder.encode(text.slice(at, end)));
      at = end;
    }
  };

  // Told by the server, in text frames; what the terminal draws comes in binary ones.
  const told = {
    full: () => { over = true; show(texts.full, true); },
    moved: () => { over = true; show(texts.moved, true); },
    restarting: () => show(texts.restarting, false),
    ended: (what) => { over = true; show(what.sentence || texts.ended, true); },
    duplicate: () => { tab = newId(); sessionStorage.setItem("tab", tab); tries = 0; },
    said: (what) => { said.textContent = what.text; },
    file: (what) => { const link = document.createElement("a"); link.href = `file/${what.name}`; link.download = ""; link.click(); },
    open_url: (what) => { if (/^(https?|mailto):/.test(what.url)) window.open(what.url, "_blank", "noopener,noreferrer"); },
  };

  function connect() {
    clearTimeout(timer);
    over = false;
    const address = new URL("session", document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    address.search = new URLSearchParams({ tab, page, width: terminal.cols, height: terminal.rows });
    const mine = (socket = new WebSocket(address));
    mine.binaryType = "arraybuffer";
    mine.onopen = () => {
      if (tries > 0) said.textContent = texts.back;
      tries = 0;
      show("", false);
      tell({ type: document.hasFocus() ? "focus" : "blur" });
      terminal.focus();
    };
    mine.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) terminal.write(new Uint8Array(data));
      else { const what = JSON.parse(data); if (told[what.type]) told[what.type](what); }
    };
    mine.onclose = () => {
      if (mine !== socket || over) return;
      if (tries > 0) askWhy(mine);
      if (tries > 0 && message.hidden) show(texts.lost, true);
      timer = setTimeout(connect, 1000 * RETRY_SECONDS[Math.min(tries, RETRY_SECONDS.length - 1)]);
      tries += 1;
    };
  }

  // A browser does not tell a script why it got no connection; the page itself says it.
  async function askWhy(mine) {
    let answer;
    try {
      answer = await fetch(document.baseURI, { redirect: "manual", cache: "no-store" });
    } catch { return; } // no way there: it is lost indeed
    const away = answer.type === "opaqueredirect"; // to where one signs in
    if (!away && ![401, 403, 429].includes(answer.status)) return;
    const why = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".sentence");
    if (mine !== socket) return; // another try has begun; it asks by itself
    clearTimeout(timer);
    over = true;
    show(why ? why.textContent : texts.signedOut, true, texts.reload, () => location.reload());
  }

  // What a browser does with a key that the desk uses is left out; Ctrl+V pastes as everywhere, and is sent as a paste.
  terminal.attachCustomKeyEventHandler((event) => {
    if (event.key === "F6" && event.shiftKey) { // the way out for whoever has no mouse
      event.preventDefault();
      document.getElementById("plain").focus();
      return false;
    }
    const plain = event.ctrlKey && !event.altKey && !event.metaKey;
    if (plain && event.key.toLowerCase() === "v") return false;
    if (plain && event.shiftKey && event.key.toLowerCase() === "c") return false;
    if (plain && ["+", "-", "=", "0"].includes(event.key)) return false; // makes the page larger or smaller
    if (/^F\d+$/.test(event.key) || (plain && event.key.length === 1)) event.preventDefault();
    return true;
  });
  terminal.onData(type);
  terminal.onBinary((text) => socket && socket.readyState === WebSocket.OPEN &&
    socket.send(Uint8Array.from(text, (sign) => sign.charCodeAt(0))));
  terminal.onResize(({ cols, rows }) => tell({ type: "resize", width: cols, height: rows }));
  terminal.parser.registerOscHandler(52, (text) => { // the desk copies
    const bytes = Uint8Array.from(atob(text.slice(text.indexOf(";") + 1)), (sign) => sign.charCodeAt(0));
    if (navigator.clipboard) navigator.clipboard.writeText(new TextDecoder().decode(bytes)).catch(() => {});
    return true;
  });
  window.addEventListener("focus", () => tell({ type: "focus" }));
  window.addEventListener("blur", () => tell({ type: "blur" }));
  window.addEventListener("online", () => { if (!over && socket && socket.readyState > WebSocket.OPEN) connect(); });

  document.fonts.load("15px kontakt").finally(() => {
    terminal.open(document.getElementById("terminal"));
    terminal.textarea.setAttribute("aria-label", texts.terminal);
    fit.fit();
    new ResizeObserver(() => fit.fit()).observe(document.getElementById("terminal"));
    connect();
  });
})();
