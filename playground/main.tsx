import { createRoot } from "react-dom/client"
import "./page/page.css"
import { pageParameters } from "./page/pageParameters.ts"
import { startPlayground } from "./page/startPlayground.tsx"

const root = document.getElementById("root")
if (!root) throw new Error("The page has no root element.")
const prefersDark = window.matchMedia("(prefers-color-scheme: dark)").matches
void startPlayground(createRoot(root), pageParameters(location.search, prefersDark))
