// Light, dark, or what the system says; remembered.

const key = 'dagbook-theme'
const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

const stored = (): Theme => {
  try {
    return themes.find((theme) => theme === localStorage.getItem(key)) ?? 'system'
  } catch {
    // Storage may be off.
    return 'system'
  }
}

const store = (theme: Theme): void => {
  try {
    localStorage.setItem(key, theme)
  } catch {
    // Then it holds for this page only.
  }
}

/** Puts the theme on the document; the styles follow. */
export const applyTheme = (theme: Theme = stored()): void => {
  document.documentElement.dataset['theme'] = theme
}

/** Makes the button go through the themes. */
export const watchTheme = (): void => {
  const button = document.querySelector<HTMLButtonElement>('.theme')
  if (button === null) return
  const say = (theme: Theme): void => {
    button.setAttribute('aria-label', `Theme: ${theme}`)
    button.title = `Theme: ${theme}`
  }
  let theme = stored()
  say(theme)
  button.hidden = false
  button.addEventListener('click', () => {
    theme = themes[(themes.indexOf(theme) + 1) % themes.length]!
    store(theme)
    applyTheme(theme)
    say(theme)
  })
}
